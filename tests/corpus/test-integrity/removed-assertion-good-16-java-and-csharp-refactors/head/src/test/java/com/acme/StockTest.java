package com.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.Test;

class StockTest {
    private final StockRepository repository = mock(StockRepository.class);
    private final Events events = mock(Events.class);
    private final Stock stock = new Stock(repository, events);

    @Test
    void reserves() {
        when(repository.take("mug", 2)).thenReturn(OptionalInt.of(3));

        int left = stock.reserve("mug", 2);

        assertThat(left).isEqualTo(3);
        verify(events).publish(new Reserved("mug", 2));
    }

    @Test
    void refusesTooMuch() {
        when(repository.take("mug", 2)).thenReturn(OptionalInt.empty());
        assertThatExceptionOfType(OutOfStock.class)
            .isThrownBy(() -> stock.reserve("mug", 2))
            .withMessage("out of stock: mug");
        verifyNoInteractions(events);
    }
}
