package com.acme.depot.remote;

@FeignClient(name = "carrier", url = "${carrier.url}")
public interface CarrierClient {
    @GetMapping("/getRates")
    List<CarrierRate> getRates(@RequestParam("zip_code") String zipCode);
}
