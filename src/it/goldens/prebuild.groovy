// Two checkouts, of which each runs a part of the tests.
['shard-1', 'shard-2'].each { shard ->
    ['pom.xml', 'src'].each { name ->
        def from = new File(basedir, name).toPath()
        from.toFile().isFile()
            ? new File(basedir, shard).with { it.mkdirs(); new File(it, name).bytes = from.toFile().bytes }
            : from.toFile().eachFileRecurse(groovy.io.FileType.FILES) { file ->
                def to = new File(basedir, "${shard}/${name}/${from.relativize(file.toPath())}")
                to.parentFile.mkdirs()
                to.bytes = file.bytes
            }
    }
}
true
