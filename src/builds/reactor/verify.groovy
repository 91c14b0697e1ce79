import java.util.concurrent.TimeUnit

// Maven resets the colours of its error stream before its first use.
def log = new File(basedir, 'build.log').text.replace('\u001b[0m', '').replace('\u001b[m', '')
def runs = log.split('Scanning for projects').toList().tail()
assert runs.size() == 2

// Each module has its own goldens, records and report; the root, which all tests run in, has none.
def golden = { module, type -> new File(basedir, "${module}/src/test/resources/golden/com.example.${module}.${type}/shows_a_square.json") }
def goldens = [golden('cards', 'CardTest'), golden('posters', 'PosterTest')]
goldens.each { assert it.isFile() }
assert new File(basedir, 'src').exists() == false
assert new File(basedir, 'target/clipunit').exists() == false

// What the tests print goes to files; the closing line of each module is on the console, alone on its line.
['cards', 'posters'].each { module ->
    def report = new File(basedir, "${module}/target/clipunit/report.html").toPath().toUri()
    def lines = runs*.readLines()*.findAll { it.contains("${module}/target/clipunit/report.html") }
    assert lines == [["clipunit: 1 golden recorded (review and commit it); pictures and details: ${report}".toString()],
                     ["clipunit: 1 of 1 test failed, 1 proposal in [target/clipunit/proposals] (copy it over the root of the repository to accept it); pictures and details: ${report}".toString()]]
    def json = new File(basedir, "${module}/target/clipunit/report.json").text
    assert json.contains("\"module\":\"${module}\"") || json.contains("\"module\": \"${module}\"")
    def output = new File(basedir, "${module}/target/surefire-reports").listFiles()
    assert output.every { !it.name.contains('dump') }
}
assert !runs[0].contains('clipunit recorded golden')
assert !log.contains('Corrupted channel')

def commands = runs[1].readLines()*.trim().findAll { it.startsWith('Maven:') }*.replaceFirst('Maven: *', '').unique().sort()
assert commands == [
    'mvn test -pl cards -am -Dtest=com.example.cards.CardTest#shows_a_square -Dsurefire.failIfNoSpecifiedTests=false -Dclipunit.golden.mode=update',
    'mvn test -pl posters -am -Dtest=com.example.posters.PosterTest#shows_a_square -Dsurefire.failIfNoSpecifiedTests=false -Dclipunit.golden.mode=update',
]

// Run in the root, each changes its own golden.
def configuration = new File(basedir, '.mvn/maven.config')
configuration.parentFile.mkdirs()
configuration.text = ['-o', '-B', '-ntp', '-llr', "-Dmaven.repo.local=${localRepositoryPath}", '-Dpainter=bad'].join('\n')
def windows = System.getProperty('os.name').startsWith('Windows')
commands.eachWithIndex { command, number ->
    def before = goldens*.text
    def output = new File(basedir, 'command.log')
    def builder = new ProcessBuilder(windows ? ['cmd', '/c', command] : ['sh', '-c', command])
            .directory(basedir).redirectErrorStream(true).redirectOutput(output)
    builder.environment()['CI'] = 'false'
    builder.environment()['PATH'] = "${new File(System.getProperty('maven.home'), 'bin')}${File.pathSeparator}${System.getenv('PATH')}".toString()
    def process = builder.start()
    assert process.waitFor(5, TimeUnit.MINUTES)
    assert process.exitValue() == 0 : output.text
    def after = goldens*.text
    assert (0..1).findAll { before[it] != after[it] } == [number] : output.text
}

return true
