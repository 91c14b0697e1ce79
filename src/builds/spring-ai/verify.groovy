import groovy.xml.XmlSlurper

def cases = new File(basedir, 'target/surefire-reports').listFiles().findAll { it.name ==~ /TEST-.*\.xml/ }
        .collectMany { new XmlSlurper().parse(it).testcase.list() }
assert cases.findAll { it.skipped.isEmpty() }.size() == 8
assert cases.every { it.failure.isEmpty() && it.error.isEmpty() }
