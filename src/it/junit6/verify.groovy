import groovy.xml.XmlSlurper

def reports = new File(basedir, 'target/surefire-reports').listFiles().findAll { it.name ==~ /TEST-.*\.xml/ }
def cases = reports.collectMany { new XmlSlurper().parse(it).testcase.list() }
assert cases.size() == 6
assert cases.every { it.failure.isEmpty() && it.error.isEmpty() && it.skipped.isEmpty() }
