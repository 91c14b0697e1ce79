import groovy.xml.XmlSlurper

def log = new File(basedir, 'build.log').text
def golden = 'src/test/resources/golden/com.example.signs.SignPainterTest/paints_the_square.json'

assert log.contains("clipunit recorded golden [${golden}]")
assert log.contains('mvn test -Dtest=com.example.signs.SignPainterTest#paints_the_square -Dclipunit.golden.mode=update')
assert log.contains("clipunit rewrote golden [${golden}]")
assert new File(basedir, golden).text.contains('a blue square on a white background')
assert new File(basedir, golden.replace('.json', '.png')).isFile()

// A golden whose test is gone is listed wherever another test of its class ran, also where that failed, as in the third run,
// and one of a class that is gone unless -Dtest chose the tests, as in the fourth. Neither is ever deleted.
def notice = 'Goldens that no test used: '
def folder = 'src/test/resources/golden'
def unasked = "${folder}/com.example.signs.SignPainterTest/paints_a_circle.json"
def orphan = "${folder}/com.example.signs.FlagPainterTest/paints_the_flag.json"
def runs = log.split('T E S T S').toList().tail().take(5)
assert runs*.contains("  ${unasked}".toString()) == [true, true, true, true, true]
assert runs*.contains("  ${orphan}".toString()) == [true, true, true, false, true]
// each is listed once, also by the two forks of the second run
assert runs[1].count("  ${unasked}".toString()) == 1
assert runs[1].count("  ${orphan}".toString()) == 1
assert runs[1].contains(notice)
assert new File(basedir, unasked).isFile()
assert new File(basedir, orphan).isFile()

// the report of the last run tells it too
assert new File(basedir, 'target/clipunit/report.json').text.contains("${notice}2.".toString())

// Neither shard ran every test; together they did.
def cli = new XmlSlurper().parse(new File(basedir, 'pom.xml')).properties.'cli.jar'.text()
def merge = { String... arguments ->
    def java = new File(System.getProperty('java.home'), 'bin/java').path
    def command = [java, '-jar', cli, 'report', 'merge', *arguments, '--out', 'target/merged']
    def process = new ProcessBuilder(command).directory(basedir).redirectErrorStream(true).start()
    process.outputStream.close()
    def out = process.inputStream.getText('UTF-8').normalize()
    [code: process.waitFor(), out: out]
}
def both = merge('shard-1', 'shard-2', '--expect', '2', '--obsolete', 'fail')
assert both.code == 1
assert both.out.contains("${notice}2. They were kept because another run may use them.\n  ${orphan}\n  ${unasked}\n".toString())
assert !both.out.contains('one may')
assert merge('shard-1', 'shard-2').code == 0
def half = merge('shard-1', '--expect', '2')
assert half.code == 2
assert half.out.contains('--expect [2] must be the number of reports, but there are 1: [shard-1]')
// a shard alone says nothing of what the other runs
def alone = merge('shard-1')
assert alone.out.contains("${notice}1.".toString())
assert alone.out.contains("${unasked}: its class did not run".toString())
