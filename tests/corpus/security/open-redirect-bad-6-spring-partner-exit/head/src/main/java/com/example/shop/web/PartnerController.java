package com.example.shop.web;

import com.example.shop.partners.PartnerService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

@Controller
@RequestMapping("/partners")
public class PartnerController {

    private final PartnerService partners;

    public PartnerController(PartnerService partners) {
        this.partners = partners;
    }

    @GetMapping("/{id}")
    public String show(@PathVariable long id, Model model) {
        model.addAttribute("partner", partners.find(id));
        return "partners/show";
    }

    /** Counts the exit and sends the visitor to the partner's site. */
    @GetMapping("/{id}/exit")
    public String exit(@PathVariable long id, @RequestParam("to") String to) {
        partners.countExit(id);
        return "redirect:" + to;
    }

    @GetMapping("/{id}/offer")
    public RedirectView offer(@PathVariable long id, @RequestParam(required = false) String landing) {
        String target = landing == null || landing.isBlank() ? partners.find(id).homepage() : landing;
        return new RedirectView(target);
    }

    @GetMapping("/back")
    public void back(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String target = request.getParameter("target");
        if (target == null) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        response.sendRedirect(target);
    }

    @GetMapping("/promo")
    public ResponseEntity<Void> promo(@RequestParam String url) {
        HttpHeaders headers = new HttpHeaders();
        headers.setLocation(URI.create(url));
        return new ResponseEntity<>(headers, HttpStatus.FOUND);
    }
}
