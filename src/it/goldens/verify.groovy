def log = new File(basedir, 'build.log').text
def golden = 'src/test/resources/golden/com.example.signs.SignPainterTest/paints_the_square.json'

assert log.contains("clipunit recorded golden [${golden}]")
assert log.contains('mvn test -Dtest=com.example.signs.SignPainterTest#paints_the_square -Dclipunit.golden.mode=update')
assert log.contains("clipunit rewrote golden [${golden}]")
assert new File(basedir, golden).text.contains('a blue square on a white background')
assert new File(basedir, golden.replace('.json', '.png')).isFile()

// a golden that no test asks for is listed after the complete run, and never deleted
assert log.contains('Goldens that no test asked for: 1.')
assert new File(basedir, 'src/test/resources/golden/com.example.signs.SignPainterTest/paints_a_circle.json').isFile()
