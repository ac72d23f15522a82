package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.*;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserServiceTest {
    private final UserRepository repository = mock(UserRepository.class);
    private final UserService service = new UserService(repository);

    @Test
    void findsAUser() {
        User ann = new User("ann");
        when(repository.findById(1L)).thenReturn(Optional.of(ann));
        assertEquals(ann, service.find(1L));
    }

    @Test
    void savesAUser() {
        when(repository.save(any())).thenAnswer(call -> call.getArgument(0));
        User saved = service.register("bob");
        assertEquals("bob", saved.name());
        verify(repository).save(saved);
    }
}
