package com.example.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
public class Home {
    @PostMapping("/orders")
    public String create(@ModelAttribute OrderForm form, RedirectAttributes attrs) {
        Order order = orders.create(form);
        attrs.addAttribute("id", order.getId());
        return "redirect:/orders/{id}";
    }

    @GetMapping("/go")
    public String go(@RequestParam String page) {
        switch (page) {
            case "a": return "redirect:/a";
            default: return "redirect:/";
        }
    }

    @GetMapping("/q")
    public String q(@RequestParam String q) {
        return "redirect:/search?q=" + q;
    }
}
