package com.acme.hr;

import org.springframework.stereotype.Service;

@Service
public class HeadcountService {
    private final DepartmentRepository departments;

    public HeadcountService(DepartmentRepository departments) {
        this.departments = departments;
    }
}
