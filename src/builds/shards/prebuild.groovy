// the root of a checkout
new File(basedir, '.git').mkdir()
