import groovy.xml.XmlSlurper

def report = new File(basedir, 'target/surefire-reports/TEST-com.example.signs.SignsTest.xml')
def cases = new XmlSlurper().parse(report).testcase.list()
assert cases.size() == 1
def (problem, choices) = cases[0].error.@message.text().split(' choose one of: ').toList()
assert problem == 'unknown setting clipunit.modle (configuration parameter); did you mean clipunit.model?'
assert choices.split(', ').toList().containsAll(['clipunit.device', 'clipunit.model', 'clipunit.prompt.overflow'])
