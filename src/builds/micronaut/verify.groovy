def log = new File(basedir, 'build.log').text

// The same tests, each time: none fails, none is left out. The first run records, the second finds all.
def totals = (log =~ /(?m)^\[INFO\] Tests run: (\d+), Failures: 0, Errors: 0, Skipped: 0\s*$/).collect { it[1] }
assert totals == ['11'] * 2
def recorded = log.split('T E S T S').tail().collect { it.count('clipunit recorded golden') }
assert recorded == [6, 0]
