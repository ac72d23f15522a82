package com.acme.hr;

import jakarta.validation.Valid;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/salaries")
public class SalaryController {

    private final SalaryService salaries;

    public SalaryController(SalaryService salaries) {
        this.salaries = salaries;
    }

    @GetMapping
    @PreAuthorize("hasRole('HR')")
    public List<SalaryView> all() {
        return salaries.all();
    }

    @PostMapping
    @PreAuthorize("hasRole('HR')")
    public SalaryView create(@Valid @RequestBody SalaryRequest request) {
        return salaries.create(request);
    }

    @DeleteMapping("/{id}")
    @PreAuthorize("hasRole('HR')")
    public ResponseEntity<Void> remove(@PathVariable long id) {
        salaries.remove(id);
        return ResponseEntity.noContent().build();
    }

    /** Raises a salary by a percentage. */
    @PutMapping("/{id}/raise")
    public SalaryView raise(@PathVariable long id, @Valid @RequestBody RaiseRequest request) {
        SalaryView current = salaries.find(id);
        if (request.percent() > 20) {
            throw new RaiseTooHighException(current.id());
        }
        return salaries.raise(current.id(), request.percent());
    }
}
