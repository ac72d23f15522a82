plugins {
    kotlin("jvm") version "2.0.0"
    id("io.gitlab.arturbosch.detekt") version "1.23.6"
    jacoco
}

group = "com.acme"

repositories { mavenCentral() }

dependencies {
    implementation("io.ktor:ktor-server-core:2.3.11")
    testImplementation(kotlin("test"))
}

kotlin {
    jvmToolchain(21)
    compilerOptions {
        allWarningsAsErrors.set(true)
    }
}

detekt {
    config.setFrom("config/detekt.yml")
    buildUponDefaultConfig = true
    ignoreFailures = false
}

tasks.jacocoTestCoverageVerification {
    violationRules {
        rule {
            limit {
                minimum = "0.75".toBigDecimal()
            }
        }
    }
}

tasks.check {
    dependsOn(tasks.jacocoTestCoverageVerification)
}
