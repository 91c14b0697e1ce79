def log = new File(basedir, 'build.log').text
def golden = 'src/test/resources/golden/com.example.signs.SignPainterTest/paints_the_square.json'

assert log.contains("clipunit recorded golden [${golden}]")
assert log.contains('mvn test -Dtest=com.example.signs.SignPainterTest#paints_the_square -Dclipunit.golden.mode=update')
assert log.contains("clipunit rewrote golden [${golden}]")
assert new File(basedir, golden).text.contains('a blue square on a white background')
assert new File(basedir, golden.replace('.json', '.png')).isFile()

// A golden that no test asks for is listed where every test of its class ran and passed, so not in the third run, and one
// of a class that is gone unless -Dtest chose the tests, as in the fourth. Neither is ever deleted.
def notice = 'Goldens that no test asked for: '
def folder = 'src/test/resources/golden'
def unasked = "${folder}/com.example.signs.SignPainterTest/paints_a_circle.json"
def orphan = "${folder}/com.example.signs.FlagPainterTest/paints_the_flag.json"
def runs = log.split('T E S T S').toList().tail()
assert runs*.contains("  ${unasked}".toString()) == [true, true, false, true, true]
assert runs*.contains("  ${orphan}".toString()) == [true, true, true, false, true]
// each is listed once, also by the two forks of the second run
assert runs[1].count("  ${unasked}".toString()) == 1
assert runs[1].count("  ${orphan}".toString()) == 1
assert runs[1].contains(notice)
assert new File(basedir, unasked).isFile()
assert new File(basedir, orphan).isFile()

// the report of the last run tells it too
assert new File(basedir, 'target/clipunit/report.json').text.contains("${notice}2.".toString())
