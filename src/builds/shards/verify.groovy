import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper
import java.util.concurrent.TimeUnit

def properties = new XmlSlurper().parse(new File(basedir, 'pom.xml')).properties
def sample = new File(properties.sample.text()).text
if (System.getProperty('os.name').startsWith('Windows')) {
    println 'The sample is for Linux: its lines are not run here.'
    return true
}

/** The lines of a job's steps, by the names of the steps. */
def steps = { job ->
    def text = (sample =~ /(?ms)^  ${job}:\n(.*?)(?=^  \w|\z)/)[0][1]
    text.findAll(/(?m)^      - name: (.+)\n(?:^        .*\n)*?^        run: (?:\|\n((?:^          .*\n)+)|(.+)\n)/) { all, name, block, line ->
        [name, block == null ? line : block.stripIndent()]
    }.collectEntries()
}

def place = { name -> new File(basedir, "machines/$name") }

def copy = { File from, File to ->
    if (from.isDirectory()) from.eachFileRecurse { file ->
        def copied = new File(to, from.toPath().relativize(file.toPath()).toString())
        if (file.isDirectory()) copied.mkdirs()
        else if (!file.name.startsWith('.')) {
            copied.parentFile.mkdirs()
            copied.bytes = file.bytes
        }
    }
}

/** A fresh checkout on a machine of its own. */
def checkout = { name ->
    def folder = place(name)
    folder.deleteDir()
    new File(folder, '.git').mkdirs()
    new File(folder, '.mvn').mkdir()
    new File(folder, '.mvn/maven.config').text = ['-o', '-llr', "-Dmaven.repo.local=$localRepositoryPath"].join('\n')
    new File(folder, 'pom.xml').text = new File(basedir, 'pom.xml').text
    copy(new File(basedir, 'src'), new File(folder, 'src'))
    folder
}

/** Runs lines as GitHub does, and gives the exit code and all that was printed. */
def run = { folder, lines, environment ->
    def script = new File(folder, 'step.sh')
    script.text = lines
    def log = new File(folder, 'step.log')
    def builder = new ProcessBuilder('bash', '--noprofile', '--norc', '-eo', 'pipefail', script.path)
            .directory(folder).redirectErrorStream(true).redirectOutput(log)
    builder.environment().putAll([CI: 'true', GITHUB_ACTIONS: 'true', RUNNER_TEMP: place('temp').path, SHARDS: '4',
            GITHUB_STEP_SUMMARY: "$folder/summary.md".toString(), CLIPUNIT_VERSION: properties.'clipunit.version'.text(),
            MAVEN_OPTS: '-XX:TieredStopAtLevel=1', XDG_CACHE_HOME: "$folder/cache".toString(),
            PATH: "${System.getProperty('maven.home')}/bin:${System.getenv('PATH')}".toString()] + environment)
    def process = builder.start()
    assert process.waitFor(5, TimeUnit.MINUTES)
    [code: process.exitValue(), log: log.text]
}

def shard = { number, painter ->
    def folder = checkout("shard-$number")
    def lines = steps('shard')
    assert lines.keySet() as List == ['Choose test classes', 'Test']
    assert run(folder, lines['Choose test classes'], [SHARD: "$number".toString()]).code == 0
    def tests = run(folder, lines['Test'], [SHARD: "$number".toString(), PAINTER: painter])
    assert !new File(folder, 'summary.md').exists()
    tests
}

/** Brings what the shards left to a machine that merges it. */
def merge = { name ->
    def folder = checkout(name)
    // Artifacts hold no hidden files.
    (1..4).each { copy(new File(place("shard-$it"), 'target/clipunit'), new File(folder, "shards/shard-$it")) }
    copy(place('history'), new File(folder, 'history'))
    def lines = steps('report')
    assert lines.keySet() as List == ['Fetch the command line', 'Merge', 'Collect the proposals', 'Fail where a shard failed']
    if (!place('temp').exists()) {
        def fetched = run(folder, lines['Fetch the command line'], [:])
        assert fetched.code == 0 : fetched.log
    }
    def merged = run(folder, lines['Merge'], [:])
    if (merged.code == 0) copy(new File(folder, 'history'), place('history'))
    assert run(folder, lines['Collect the proposals'], [:]).code == 0
    merged + [folder: folder, report: new JsonSlurper().parse(new File(folder, 'clipunit-report/report.json')),
              summary: new File(folder, 'summary.md').text.replaceAll(/<!-- .* -->\n\n?/, '')]
}

// The golden of a class that is gone.
def goldens = new File(basedir, 'src/test/resources/golden')
def gone = new File(goldens, 'com.example.signs.GoneTest/paints.json')
gone.parentFile.mkdirs()
gone.text = new File(goldens, 'com.example.signs.RedTest/paints.json').text

// A generator that paints a worse picture.
def shards = (1..4).collect { shard(it, 'bad') }
assert shards*.code == [0, 1, 0, 0]
def counts = shards.collect { (it.log =~ /(?m)Tests run: (\d+), .*Skipped: \d+$/)[-1][1] as int }
assert counts == [2, 2, 4, 3]

def red = merge('red')
assert red.code == 1
def totals = red.report.totals
assert totals == [tests: 9, passed: 7, failed: 1, errors: 0, aborted: 0, disabled: 1, flaky: 0, checks: 8, expected: 0]
def selectors = red.report.tests*.test*.selector.sort()
assert selectors == ['BlueTest#paints', 'CrowdTest#paints', 'CrowdTest$Inner#paints', 'GreenTest#replays', 'RedTest#paints',
                     'SizesTest#paints', 'SizesTest#paints', 'VioletTest#paints', 'VioletTest#paints_two']
def notices = red.report.warnings
assert notices == [
    '1 proposal in [target/clipunit/proposals] (copy it over the root of the repository to accept it)',
    'Goldens that no test used: 1. They were kept because another run may use them.\n  src/test/resources/golden/com.example.signs.GoneTest/paints.json',
    "no report in [shards/shard-1]: no test that uses clipunit ran there, or the build ended before one did",
]
def log = red.log
assert log.contains("clipunit: 1 of 9 tests failed, 1 disabled; pictures and details: file:")
def missing = red.report.pictures.values().findAll { !new File(red.folder, "clipunit-report/${it.small}").isFile() }
assert red.report.pictures.size() == 8 && missing == []
def summary = red.summary.readLines()
assert summary.take(5) == [
    '### clipunit: 1 of 9 tests failed, 1 disabled',
    '',
    '| Test | Check | Prompt | Score | Wanted | Pictures |',
    '| --- | --- | --- | ---: | ---: | --- |',
    '| `BlueTest#paints` | has not regressed\\: CLIP score | a blue square on a white background | 0.3119 | \\>= 0.4249 | BufferedImage |',
]
assert summary.count { it.startsWith('| `') } == 1
assert new File(red.folder, 'proposals/src/test/resources/golden/com.example.signs.BlueTest').list().sort() == ['paints.json', 'paints.png']
assert !new File(red.folder, 'history/report.json').exists()

// The red shard alone is run again, on a commit without the old golden, and takes the place of its first attempt.
gone.delete()
assert shard(2, 'good').code == 0
def green = merge('green')
log = green.log
assert green.code == 0 : log
totals = green.report.totals
assert totals == [tests: 9, passed: 8, failed: 0, errors: 0, aborted: 0, disabled: 1, flaky: 0, checks: 8, expected: 0]
assert green.summary.startsWith('### clipunit: 8 of 9 tests passed, 1 disabled\n')
assert new File(green.folder, 'proposals').list().length == 0

// The next build knows what the last good one scored.
assert shard(2, 'good').code == 0
def next = merge('next')
assert next.code == 0 : next.log
def history = next.report.tests.find { it.test.className.endsWith('.BlueTest') }.checks[0].history
def before = green.report.tests.find { it.test.className.endsWith('.BlueTest') }.checks[0]
assert history == [[at: before.at, value: before.score, passed: true]]
true
