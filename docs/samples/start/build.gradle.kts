plugins {
    java
}

repositories {
    mavenCentral()
}

java {
    toolchain {
        languageVersion = JavaLanguageVersion.of(17)
    }
}

testing {
    suites {
        named<JvmTestSuite>("test") {
            useJUnitJupiter("5.14.2")
            dependencies {
                implementation("io.github.clipunit:clipunit:0.1.0-SNAPSHOT")
            }
        }
    }
}
