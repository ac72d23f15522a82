package com.acme.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.InjectMocks;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

@ExtendWith(MockitoExtension.class)
class InvoiceServiceTest {

    @Mock
    private InvoiceRepository invoices;

    @InjectMocks
    private InvoiceService service;

    @Test
    void opensAnInvoiceWithTheSum() {
        when(invoices.save(any())).thenAnswer(call -> call.getArgument(0));
        Invoice invoice = service.open("acme", List.of(new BigDecimal("1.50"), new BigDecimal("2.00")));
        assertThat(invoice.total()).isEqualByComparingTo("3.50");
        assertThat(invoice.status()).isEqualTo(Status.OPEN);
    }

    @Test
    void refusesToPayTwice() {
        when(invoices.findById(7L)).thenReturn(Optional.of(new Invoice("acme", BigDecimal.TEN, Status.PAID)));
        assertThatThrownBy(() -> service.pay(7L)).isInstanceOf(IllegalStateException.class);
    }
}
