package com.acme.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.OS;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.orm.jpa.DataJpaTest;
import org.testcontainers.DockerClientFactory;

@DataJpaTest
@EnabledIfEnvironmentVariable(named = "INTEGRATION", matches = "true")
class InvoiceRepositoryIT {

    @Autowired
    private InvoiceRepository invoices;

    @BeforeEach
    void needsDocker() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "Docker is not running");
    }

    @Test
    void findsByCustomer() {
        invoices.save(new Invoice("acme", BigDecimal.TEN, Status.OPEN));
        assertThat(invoices.findByCustomer("acme")).hasSize(1);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no collation there")
    void sortsWithTheGermanCollation() {
        invoices.save(new Invoice("zebra", BigDecimal.ONE, Status.OPEN));
        invoices.save(new Invoice("ärzte", BigDecimal.ONE, Status.OPEN));
        assertThat(invoices.findAllByOrderByCustomer()).extracting(Invoice::customer).containsExactly("ärzte", "zebra");
    }
}
