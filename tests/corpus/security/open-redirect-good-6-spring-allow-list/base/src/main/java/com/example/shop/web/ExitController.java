package com.example.shop.web;

import com.example.shop.partners.PartnerService;
import java.net.URI;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

@Controller
public class ExitController {

    private final PartnerService partners;

    public ExitController(PartnerService partners) {
        this.partners = partners;
    }

    @GetMapping("/")
    public String home() {
        return "redirect:/home";
    }
}
