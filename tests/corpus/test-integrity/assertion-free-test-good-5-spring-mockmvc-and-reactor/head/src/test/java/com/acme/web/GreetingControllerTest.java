package com.acme.web;

import static com.acme.web.WebChecks.assertGreeting;
import static org.hamcrest.Matchers.containsString;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.MockMvc;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

@WebMvcTest(GreetingController.class)
class GreetingControllerTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private WebTestClient web;

    @Test
    void contextLoads() {
    }

    @Test
    void greetsTheWorld() throws Exception {
        mvc.perform(get("/greeting")).andExpect(status().isOk()).andExpect(content().string(containsString("World")));
    }

    @Test
    void greetsByName() {
        web.get().uri("/greeting?name=Ann").exchange().expectStatus().isOk().expectBody(String.class).isEqualTo("Hello Ann");
    }

    @Test
    void streams() {
        StepVerifier.create(Flux.just("a", "b")).expectNext("a", "b").verifyComplete();
    }

    @Test
    void auditsTheCall() {
        Audit audit = mock(Audit.class);
        new Greeter(audit).greet("Ann");
        then(audit).should().record("Ann");
    }

    @Test
    void helperFromAnotherFile() throws Exception {
        assertGreeting(mvc, "Ann");
    }

    @Test
    void localHelper() throws Exception {
        greets("Bob");
    }

    private void greets(String name) throws Exception {
        mvc.perform(get("/greeting").param("name", name)).andExpect(content().string("Hello " + name));
    }
}
