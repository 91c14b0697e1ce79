import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text

// The same tests, each time: none fails, none is left out. The first run records, the others find all.
def totals = (log =~ /(?m)^\[INFO\] Tests run: (\d+), Failures: 0, Errors: 0, Skipped: 0\s*$/).collect { it[1] }
assert totals == ['12'] * 3
def recorded = log.split('T E S T S').tail().collect { it.count('clipunit recorded golden') }
assert recorded == [7, 0, 0]

// One copy of the library serves the class loaders of both applications, so one report tells of all tests.
def report = new JsonSlurper().parse(new File(basedir, 'target/clipunit/report.json'))
assert report.totals.checks == 16
assert report.totals.tests == 12
assert report.totals.passed == 12
