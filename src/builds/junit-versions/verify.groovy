def log = new File(basedir, 'build.log').text

// The same tests, each time: none fails, none is left out.
def totals = (log =~ /(?m)^\[(?:INFO|WARNING|ERROR)\] Tests run: (\d+), Failures: (\d+), Errors: (\d+), Skipped: (\d+)\s*$/).collect { it.drop(1) }
assert totals.size() == 11
assert totals.take(10).every { it == totals[0] && it[1..3] == ['0', '0', '0'] }

// Where a JUnit has no attachments of this kind, there is no word of it.
assert !log.contains('pictures are not attached')

// An older one is refused in one sentence, whose way out is the one that works.
def refusal = (log =~ /clipunit needs JUnit 5\.10 or later, but found JUnit 5\.9\.3 in \[file:[^\]]*junit-jupiter-api-5\.9\.3\.jar\]: with Spring Boot's parent, set the property <junit-jupiter\.version>5\.14\.2<\/junit-jupiter\.version>; in any other build, import org\.junit:junit-bom:5\.14\.2 first in <dependencyManagement>/)
assert refusal.find()
assert !log.contains('NoClassDefFoundError')

// The goldens of all runs are the same files, by arguments.
def golden = new File(basedir, 'src/test/resources/golden/com.example.signs.NamesTest')
def names = golden.list().findAll { it.endsWith('.json') }.sort()
assert names.collect { it.replaceFirst('--.*', '') }.countBy { it } ==
    ['constants', 'displayed', 'dynamic', 'pictures', 'places', 'repeated', 'text', 'values'].collectEntries { [it, 2] }
