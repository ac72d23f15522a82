package com.acme;

import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/tasks")
class TaskController {
    private final TaskStore tasks;

    TaskController(TaskStore tasks) {
        this.tasks = tasks;
    }

    @GetMapping("/{id}")
    Task read(@PathVariable long id) {
        return tasks.find(id);
    }
}
