import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
def runs = (log =~ /(?m)^\[INFO\] Tests run: (\d+), Failures: 0, Errors: 0, Skipped: 0\s*$/).collect { it[1] }
assert runs.take(7).sort() == ['1', '1', '12', '13', '5', '8', '9']
assert runs.drop(7).sort() == ['1', '1', '4', '4', '4', '4', '5']

// The first run asks the painter once for each cassette, and its judge twice; the second asks nobody.
def calls = (log =~ /(?m)^(\S+: )(\d+)( calls for .*)$/).collect { [it[1] + it[3].trim(), it[2] as int] }
assert calls.size() == 20
assert calls.take(10).every { it[1] == (it[0].endsWith('the judge') ? 2 : it[0] =~ /openai-java/ ? 4 : it[0] =~ /langchain4j/ ? 3 : it[0] =~ /spring/ ? 2 : 1) }
assert calls.drop(10).every { it[1] == 0 }

// A sheet beside the pictures has the request, and what the painter said of each.
def sheet = { String path -> new JsonSlurper().parse(new File(basedir, "${path}/cassettes/blue.json")) }
['openai-java', 'langchain4j', 'spring-ai-1.1', 'spring-ai-2.0', 'kotlin'].each {
    def blue = sheet("${it}/src/test/resources/golden/com.example.posters.PosterTest")
    assert blue.request == [prompt: 'a blue square on a white background', model: 'gpt-image-1', number: '3']
    assert blue.pictures*.facts*.'revised prompt' == ['a blue square on a white background, flat and plain'] * 3
}
def seeded = sheet('http/src/test/resources/golden/com.example.posters.Automatic1111Test')
assert seeded.pictures*.facts == [7, 8, 9].collect { [model: 'v1-5-pruned-emaonly', seed: it as String] }

// The report has the facts, too.
def report = new File(basedir, 'openai-java/target/clipunit/report.json').text
assert report.contains('a blue square on a white background, flat and plain')

// Nothing that a run wrote holds the key, nor what signs the links.
def secrets = ['sk-painter-b7Qx2Lw9Tz4Rk8Vd1Ns6', 'pB3xY7uKq1ZrW5sT9vMn']
basedir.eachFileRecurse { file ->
    if (file.file && !(file.name ==~ /.*\.(java|class|groovy|jar)/)) {
        def text = file.getText('ISO-8859-1')
        assert secrets.every { !text.contains(it) } : file
    }
}
