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

    private static final Set<String> HOSTS = Set.of("shop.example.com", "help.example.com");

    private final PartnerService partners;

    public ExitController(PartnerService partners) {
        this.partners = partners;
    }

    @GetMapping("/exit")
    public String exit(@RequestParam String to) {
        URI target = URI.create(to);
        if (!"https".equals(target.getScheme()) || !HOSTS.contains(target.getHost())) {
            return "redirect:/";
        }
        return "redirect:" + to;
    }

    @PostMapping("/partners/{id}/follow")
    public String follow(@PathVariable long id, RedirectAttributes attributes) {
        partners.follow(id);
        attributes.addFlashAttribute("message", "You follow this partner now.");
        return "redirect:/partners/" + id;
    }

    @GetMapping("/partners/{id}/site")
    public RedirectView site(@PathVariable long id) {
        return new RedirectView(partners.find(id).homepage());
    }

    @GetMapping("/")
    public String home() {
        return "redirect:/home";
    }
}
