package shop.catalog;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@RestController
public class ProductController {
    private final ProductRepository products;
    private final WebClient prices;

    public ProductController(ProductRepository products, WebClient prices) {
        this.products = products;
        this.prices = prices;
    }

    @GetMapping("/products/{id}")
    public Mono<Product> product(@PathVariable String id) {
        return products.findById(id);
    }

    @GetMapping("/products/{id}/label")
    public Mono<byte[]> label(@PathVariable String id) {
        return products.findById(id)
            .flatMap(product -> Mono.fromCallable(() -> LabelPrinter.render(product)).subscribeOn(Schedulers.boundedElastic()));
    }

    @GetMapping("/products/{id}/slow")
    public Mono<Product> slow(@PathVariable String id) {
        return Mono.fromCallable(() -> {
            Thread.sleep(200);
            return new Product(id);
        }).subscribeOn(Schedulers.boundedElastic());
    }
}
