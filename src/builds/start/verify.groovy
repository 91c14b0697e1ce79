import groovy.xml.XmlSlurper
import java.util.concurrent.TimeUnit

// The red test says what docs/start.md shows, and passes after the change that the page tells to make.
def page = new File(basedir, '../../../../docs/start.md').text
def report = new File(basedir, 'target/surefire-reports/TEST-com.example.posters.PostersTest.xml')
def message = new XmlSlurper().parse(report).testcase.failure.@message.text()
assert page.contains("```" + message + "\n```") : message

def painter = new File(basedir, 'src/main/java/com/example/posters/Posters.java')
def change = (page =~ /replace `(Color\.\w+)` with `(Color\.\w+)`/)[0]
assert painter.text.contains(change[1])
painter.text = painter.text.replace(change[1], change[2])

def windows = System.getProperty('os.name').startsWith('Windows')
def mvn = new File(System.getProperty('maven.home'), windows ? 'bin/mvn.cmd' : 'bin/mvn').path
def log = new File(basedir, 'second.log')
def process = new ProcessBuilder(mvn, '-o', '-B', '-ntp', '-llr', "-Dmaven.repo.local=${localRepositoryPath}".toString(), 'test')
        .directory(basedir).redirectErrorStream(true).redirectOutput(log).start()
assert process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0 : log.text
assert log.text.contains('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0')
assert new File(basedir, 'target/clipunit/report.html').file
