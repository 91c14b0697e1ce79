import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper
import java.util.zip.ZipFile

def properties = new XmlSlurper().parse(new File(basedir, 'pom.xml')).properties
def jar = new File(properties.'cli.jar'.text())

/** Runs the jar in this project's folder, without anything on its class path. */
def run = { String... arguments ->
    def java = new File(System.getProperty('java.home'), 'bin/java').path
    def process = new ProcessBuilder([java, '-jar', jar.path, *arguments]).directory(basedir).start()
    def err = new StringBuilder()
    process.consumeProcessErrorStream(err)
    process.outputStream.close()
    def out = process.inputStream.getText('UTF-8')
    [code: process.waitFor(), out: out.normalize(), err: err.toString().normalize()]
}

def version = run('--version')
assert version.code == 0
assert version.out == "clipunit ${properties.'main.version'.text()}\n"
assert version.err == ''

def scored = run('score', 'signs', '--model', 'pictogram', '--prompt', 'a red circle on a white background', '--min', '0.28', '--format', 'json')
assert scored.err == ''
assert scored.code == 1
def document = new JsonSlurper().parseText(scored.out)
assert document.model == 'pictogram'
assert document.results*.passed == [false, true]
assert document.summary.scores == 2

def broken = run('score', 'pom.xml', 'signs', '-m', 'pictogram', '-p', 'a red circle')
assert broken.code == 3
assert broken.out.contains('pom.xml')

assert run('score').code == 2

def examined = run('doctor')
assert examined.out.startsWith('```text\nok     java        ')
assert examined.out.contains(' inside this jar\n')
assert examined.out =~ /ok     score       a drawn picture and its prompt have the cosine 0\.42/
assert !examined.out.contains(System.getProperty('user.home') + '/')

def absent = run('conformance', 'signs', '--as', 'openai/clip-vit-base-patch32')
assert absent.code == 4
assert absent.err.startsWith('clipunit conformance: model [signs] cannot be used because it is not understood:')
assert absent.err.contains('because model [signs] lacks config.json or open_clip_config.json: ')

// Users' tests must get none of what only the command line needs.
def pom = new XmlSlurper().parse(new File(properties.'main.pom'.text()))
def forTheCommandLine = ['picocli', 'commons-csv', 'slf4j-nop']
assert pom.dependencies.dependency.findAll { it.artifactId.text() in forTheCommandLine }.every { it.optional.text() == 'true' }

def names = { File file -> new ZipFile(file).withCloseable { zip -> zip.entries().collect { it.name } } }
def mainJar = properties.'main.jar'.text()
def sources = mainJar.replace('.jar', '-sources.jar')
def javadoc = mainJar.replace('.jar', '-javadoc.jar')
def inside = names(jar)
['cli/Clipunit.class', 'conformance/Conformance.class', 'conformance/published.json', 'ClipScorer.class'].each {
    assert inside.contains('io/github/clipunit/' + it)
}
assert names(new File(mainJar)).contains('io/github/clipunit/ClipScorer.class')
assert names(new File(sources)).contains('io/github/clipunit/ClipScorer.java')
assert names(new File(javadoc)).contains('io.github.clipunit/io/github/clipunit/ClipScorer.html')
[mainJar, sources, javadoc].each { file ->
    assert names(new File(file)).findAll { it =~ '(^|/)(picocli|META-INF/.*(picocli|csv|slf4j)|io/github/clipunit/(cli|conformance))' } == []
}
[mainJar, sources, javadoc, jar.path].each { file ->
    assert names(new File(file)).containsAll(['META-INF/LICENSE', 'META-INF/NOTICE'])
}
assert inside.size() == inside.toSet().size()
assert !inside.any { it.endsWith('.SF') || it.contains('.dSYM/') || it.startsWith('org/assertj/') }
new ZipFile(jar).withCloseable { zip ->
    def engines = zip.getInputStream(zip.getEntry('META-INF/services/ai.djl.repository.zoo.ZooProvider')).text
    assert engines.readLines().findAll { it && !it.startsWith('#') }.size() >= 2
}
assert jar.length() < 80_000_000
true
