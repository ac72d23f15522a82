package com.acme.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.ModelAndView;

@RestController
public class Leave extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest req, HttpServletResponse resp) throws IOException {
        String next = req.getParameter("next");
        if (next != null && !next.isEmpty()) {
            resp.sendRedirect(next);
            return;
        }
        resp.sendRedirect(req.getContextPath() + "/home");
    }

    @GetMapping("/leave")
    public ResponseEntity<Void> leave(@RequestParam("target") String target) {
        return ResponseEntity.status(HttpStatus.FOUND).location(URI.create(target)).build();
    }

    @GetMapping("/mv")
    public ModelAndView mv(@RequestParam String returnUrl) {
        return new ModelAndView("redirect:" + returnUrl);
    }

    @GET
    @Path("/jax")
    public Response jax(@QueryParam("to") String to) {
        return Response.seeOther(URI.create(to)).build();
    }
}
