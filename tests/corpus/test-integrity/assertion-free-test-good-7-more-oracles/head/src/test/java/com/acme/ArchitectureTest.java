package com.acme;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter().importPackages("com.acme");

    @Test
    void webDoesNotReachTheStore() {
        noClasses().that().resideInAPackage("..web..").should().dependOnClassesThat().resideInAPackage("..store..").check(classes);
    }

    @Test
    void healthAnswers() {
        given().when().get("/health").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void parts() {
        assertAll(() -> assertEquals(1, 2 - 1), () -> assertDoesNotThrow(() -> App.main(new String[0])));
    }
}
