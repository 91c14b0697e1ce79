def log = new File(basedir, 'build.log').text
def runs = log.split('T E S T S').toList().tail()
assert runs.size() == 8
def (recorded, retried, azure, accepted, renamed, worse, nightly, last) = runs
def folder = 'src/test/resources/golden/com.example.signs.SignTest'

assert recorded.contains('5 goldens recorded (review and commit them)')

// all three attempts fail, none has a golden of its own
assert retried.contains("not to have regressed from golden:")
assert !retried.contains('clipunit recorded golden')
assert retried =~ /Tests run: \d+, Failures: 2, Errors: 0/
assert new File(basedir, folder).list().findAll { it.startsWith('tries_again') }.sort() == ['tries_again.json', 'tries_again.png']

// nothing is recorded on a server that sets no CI
assert azure.contains("golden [${folder}/is_new.json] is missing, and none is recorded where TF_BUILD = [True], because nobody reviews what a build server accepts")
assert azure.contains('To record it, run this on your machine, review the diff and commit it:\n  Maven:  mvn test -Dtest=com.example.signs.SignTest#is_new\n          on Windows: mvn test "-Dtest=com.example.signs.SignTest#is_new"')
assert azure.contains('or copy the files in [target/clipunit/proposals] over the root of the repository')
assert azure.contains('1 proposal in [target/clipunit/proposals]')
assert !accepted.contains('proposal')
assert new File(basedir, "${folder}/is_new.json").isFile()

// a renamed class finds its goldens and its cassette
assert renamed.contains("git mv ${folder} src/test/resources/golden/com.example.signs.BoardTest")
assert renamed.contains("clipunit: cassette [src/test/resources/golden/com.example.signs.BoardTest/cassettes/square] is missing; [${folder}/cassettes/square.png], whose class is gone, was used instead: if the class was renamed, move the cassette along:\n  git mv ${folder} src/test/resources/golden/com.example.signs.BoardTest")
assert renamed.contains("[src/test/resources/golden/com.example.signs.BoardTest/replays.json] is missing; [${folder}/replays.json], whose test is gone, was used instead")
assert renamed.contains('Failures: 0, Errors: 0')
assert worse.contains("not to have regressed from golden:\n  ${folder}/paints")
assert !new File(basedir, 'src/test/resources/golden/com.example.signs.BoardTest').exists()

// what the generator painted at night is what was accepted
assert nightly.contains('not to have regressed from golden:')
assert last.contains('Failures: 0, Errors: 0')
