import java.util.concurrent.TimeUnit

// Every command that a failure printed, run by a shell that knows ASCII alone: it must run its one test, and change its one
// golden.
def log = new File(basedir, 'build.log').getText('UTF-8')
def second = log.split('T E S T S').toList().last()
def commands = second.readLines()*.trim().findAll { it.startsWith('Maven:') }*.replaceFirst('Maven: *', '').unique()
assert commands.size() == 19
assert !second.contains('Gradle:')

def goldens = new File(basedir, 'src/test/resources/golden')
def snapshot = {
    def texts = [:]
    goldens.eachFileRecurse { if (it.name.endsWith('.json')) texts[it.path] = it.text }
    texts
}
assert snapshot().size() == 19

// What the runs before this had on their command line; what they compiled is there.
def configuration = new File(basedir, '.mvn/maven.config')
configuration.parentFile.mkdirs()
configuration.text = ['-o', '-B', '-ntp', '-llr', "-Dmaven.repo.local=${localRepositoryPath}", '-Dpainter=bad', '-Dkotlin.phase=none'].join('\n')

def windows = System.getProperty('os.name').startsWith('Windows')
commands.each { command ->
    def before = snapshot()
    def output = new File(basedir, 'command.log')
    def builder = new ProcessBuilder(windows ? ['cmd', '/c', command] : ['sh', '-c', command])
            .directory(basedir).redirectErrorStream(true).redirectOutput(output)
    builder.environment().putAll([CI: 'false', LC_ALL: 'C', MAVEN_OPTS: '-XX:TieredStopAtLevel=1'])
    builder.environment()['PATH'] = "${new File(System.getProperty('maven.home'), 'bin')}${File.pathSeparator}${System.getenv('PATH')}".toString()
    def process = builder.start()
    assert process.waitFor(5, TimeUnit.MINUTES)

    def changed = snapshot().findAll { before[it.key] != it.value }.keySet()
    assert changed.size() == 1 : "${command} changed ${changed}\n${output.text}"
    // An invocation cannot be run alone; the other one fails until its own golden is accepted.
    def summary = command.contains('clipunit.golden.only')
            ? 'Tests run: 2, Failures: [01], Errors: 0, Skipped: 0'
            : 'Tests run: 1, Failures: 0, Errors: 0, Skipped: 0'
    assert output.text =~ summary : "${command}\n${output.text}"
}

return true
