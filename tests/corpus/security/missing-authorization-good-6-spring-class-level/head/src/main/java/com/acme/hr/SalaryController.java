package com.acme.hr;

import jakarta.validation.Valid;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/salaries")
@PreAuthorize("hasRole('HR')")
public class SalaryController {

    private final SalaryService salaries;

    public SalaryController(SalaryService salaries) {
        this.salaries = salaries;
    }

    @PostMapping
    public SalaryView create(@Valid @RequestBody SalaryRequest request) {
        return salaries.create(request);
    }

    /** The board may do even this. */
    @PutMapping("/{id}/bonus")
    @PreAuthorize("hasRole('BOARD')")
    public SalaryView bonus(@PathVariable long id, @Valid @RequestBody BonusRequest request) {
        return salaries.bonus(id, request.amount());
    }

    /** Raises a salary by a percentage. */
    @PutMapping("/{id}/raise")
    public SalaryView raise(@PathVariable long id, @Valid @RequestBody RaiseRequest request) {
        return salaries.raise(id, request.percent());
    }
}
