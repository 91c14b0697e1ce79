def log = new File(basedir, 'build.log').text
def golden = 'src/test/resources/golden/com.example.signs.SignPainterTest/paints_the_square.json'

assert log.contains("clipunit recorded golden [${golden}]")
assert log.contains('mvn test -Dtest=com.example.signs.SignPainterTest#paints_the_square -Dclipunit.golden.mode=update')
assert log.contains("clipunit rewrote golden [${golden}]")
assert new File(basedir, golden).text.contains('a blue square on a white background')
assert new File(basedir, golden.replace('.json', '.png')).isFile()

// a golden that no test asks for is listed after complete runs, not after failed or filtered ones, and never deleted
def notice = 'Goldens that no test asked for: 1.'
def runs = log.split('T E S T S').toList().tail()
assert runs*.contains(notice) == [true, true, false, false, true]
// the second run has two forks, of which the last one to end knows that all is done
assert runs[1].count(notice) >= 1
assert new File(basedir, 'src/test/resources/golden/com.example.signs.SignPainterTest/paints_a_circle.json').isFile()

// the report of the last run tells it too
assert new File(basedir, 'target/clipunit/report.json').text.contains(notice)
