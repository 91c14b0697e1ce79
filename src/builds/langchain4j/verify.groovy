import groovy.xml.XmlSlurper

// clipunit stands first and in test scope, and production keeps its versions.
def production = new File(basedir, 'target/production.txt').text
assert production.contains('onnxruntime-1.20.0.jar') && production.contains('tokenizers-0.36.0.jar')
assert !production.contains('onnxruntime-1.28.0.jar') && !production.contains('clipunit')

def cases = new File(basedir, 'target/surefire-reports').listFiles().findAll { it.name ==~ /TEST-.*\.xml/ }
        .collectMany { new XmlSlurper().parse(it).testcase.list() }
assert cases.findAll { it.skipped.isEmpty() }.size() == 8
assert cases.every { it.failure.isEmpty() && it.error.isEmpty() }
