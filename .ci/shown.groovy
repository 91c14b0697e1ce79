// Leaves japicmp the types that the javadoc shows. Sources say which are @hidden: today's or, of types that are gone, the last release's.
def excluded = (new File('pom.xml').text =~ /<excludePackageNames>([^<]+)</)[0][1].trim().split(/\s*:\s*/) as List

def source = { String type ->
    def file = type.replaceFirst(/\$.*/, '').replace('.', '/') + '.java'
    ['src/main/java', 'target/last-sources'].collect { new File(it, file) }.find { it.file }?.text ?: ''
}

def hidden = { String type ->
    def text = source(type)
    def declaration = text =~ "(?:class|interface|record|enum) ${type.split(/[.$]/).last()}\\b"
    def before = declaration.find() ? text.substring(0, declaration.start()) : ''
    before.substring(Math.max(0, before.lastIndexOf('/**'))).contains('@hidden')
}

// In place: japicmp 0.27.0 throws away what a script returns.
jApiClasses.removeAll {
    def type = it.fullyQualifiedName
    excluded.contains(type.substring(0, type.lastIndexOf('.'))) || hidden(type)
}
jApiClasses
