package com.acme.fleet.web;

import com.acme.fleet.Vehicle;
import com.acme.fleet.VehicleNotFoundException;
import com.acme.fleet.VehicleService;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/vehicles")
@PreAuthorize("hasRole('FLEET')")
public class VehicleController {
    private static final Logger log = LoggerFactory.getLogger(VehicleController.class);
    private final VehicleService vehicles;

    public VehicleController(VehicleService vehicles) {
        this.vehicles = vehicles;
    }

    @GetMapping
    public List<Vehicle> list() {
        return vehicles.firstHundred();
    }

    @PostMapping("/{id}/decommission")
    public ResponseEntity<Map<String, Object>> decommission(@PathVariable long id) {
        try {
            Vehicle vehicle = vehicles.decommission(id);
            return ResponseEntity.ok(Map.of("success", true, "id", vehicle.id()));
        } catch (VehicleNotFoundException e) {
            log.info("no vehicle {}", id);
            return ResponseEntity.ok(Map.of("success", false, "error", "vehicle not found"));
        }
    }
}
