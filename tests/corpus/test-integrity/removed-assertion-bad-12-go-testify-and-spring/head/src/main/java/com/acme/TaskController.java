package com.acme;

import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/tasks")
class TaskController {
    private final TaskStore tasks;
    private final String prefix = "";

    TaskController(TaskStore tasks) {
        this.tasks = tasks;
    }

    @GetMapping("/{id}")
    Task read(@PathVariable long id) {
        return tasks.find(id).withTitle(prefix + tasks.find(id).title());
    }
}
