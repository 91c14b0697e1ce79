import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

def report = new File(basedir, 'target/surefire-reports/TEST-com.example.signs.SignPainterTest.xml')
def cases = new XmlSlurper().parse(report).testcase.list()
def failed = cases.findAll { !it.failure.isEmpty() }
assert cases*.@name*.text().sort() == ['paints_icons', 'paints_no_frog', 'paints_the_right_colour']
assert failed*.@name*.text().sort() == ['paints_icons', 'paints_the_right_colour']
assert failed.every { it.failure.@type.text() == 'org.opentest4j.AssertionFailedError' }

// The model may change, and with it scores and token counts; what is said of them may not.
def wholeMessageOf = { name -> failed.find { it.@name.text() == name }.failure.@message.text() }
def messageOf = { name -> wholeMessageOf(name).split(/\n(?=words|closest|hint)/)[0] }
def explanationOf = { name -> wholeMessageOf(name) - messageOf(name) }
def scoresIn = { message -> message.findAll(/-?\d\.\d{4}/)*.toBigDecimal() }
def tokensIn = { message -> message.find(/\d+ of \d+ tokens/) }

def icon = messageOf('paints_icons')
def (threshold, score, missing) = scoresIn(icon)
assert icon == """
Expecting CLIP score of:
  256 x 256 pixels, sha256 8caa1da9
for prompt:
  "an icon of a bicycle" (${tokensIn(icon)})
by model:
  pictogram
to be above: 0.2800
but was:     ${score} (${missing} too low)"""
assert threshold - score - missing <= 0.0001 && missing > 0

def colour = messageOf('paints_the_right_colour')
def (blue, red, lead) = scoresIn(colour)
assert colour == """
Expecting picture:
  256 x 256 pixels, sha256 181668dd
to match prompt:
  ${blue}  "a blue square on a white background" (${tokensIn(colour)})
rather than:
  ${red}  "a red square on a white background"
by model:
  pictogram
but "a red square on a white background" is ahead by ${lead}"""
assert red - blue - lead <= 0.0001 && lead > 0

def caption = /"[^"]+" \(-?\d\.\d{3}\)/
def word = /"[^"]+" \([+-]\d\.\d{3} without it\)/
def explained = /(\nwords the picture lacks: $word(, $word)*)?(\nwords it shows: $word(, $word)*)?/ +
        /\nclosest descriptions: $caption, $caption, $caption/
assert explanationOf('paints_icons') ==~ explained + /\nhint: the picture is blank: every pixel is #ffffff/
assert explanationOf('paints_the_right_colour') ==~ explained
assert explanationOf('paints_icons').contains('without it')
assert explanationOf('paints_the_right_colour').contains('without it')

// the console says where the report is, and the report has what the message has
def log = new File(basedir, 'build.log').text
assert log =~ /clipunit: 2 of 3 tests failed; pictures and details: file:.*report\.html/
def checks = new JsonSlurper().parse(new File(basedir, 'target/clipunit/report.json')).tests*.checks.flatten()
def blank = checks.find { !it.passed && it.prompt == 'an icon of a bicycle' }
assert blank.explanation.words.all*.text.contains('bicycle')
assert blank.explanation.closest.descriptions.size() > 0
assert blank.explanation.hints.any { it.contains('blank') }
