package com.acme.web;

import org.springframework.web.bind.annotation.*;
import org.springframework.http.*;
import jakarta.ws.rs.*;
import jakarta.ws.rs.core.Response;

@RestControllerAdvice
class GlobalHandler {
    @ExceptionHandler(MethodArgumentNotValidException.class)
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    public Map<String, String> invalid(MethodArgumentNotValidException ex) {
        Map<String, String> errors = new HashMap<>();
        ex.getBindingResult().getFieldErrors().forEach(e -> errors.put(e.getField(), e.getDefaultMessage()));
        return errors;
    }

    @ExceptionHandler({EntityNotFoundException.class, NoSuchElementException.class})
    public ResponseEntity<ApiError> notFound(RuntimeException ex) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND).body(new ApiError(404, ex.getMessage()));
    }

    @ExceptionHandler(Exception.class)
    public ResponseEntity<ApiError> unexpected(Exception ex, WebRequest request) {
        log.error("Unhandled exception for {}", request.getDescription(false), ex);
        ApiError body = new ApiError(500, "Internal server error");
        return new ResponseEntity<>(body, HttpStatus.INTERNAL_SERVER_ERROR);
    }

    @ExceptionHandler(Throwable.class)
    public ProblemDetail all(Throwable t) {
        ProblemDetail p = ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR);
        p.setTitle("Internal error");
        return p;
    }
}

@Path("/orders")
class OrderResource {
    @GET
    @Path("/{id}")
    public Response get(@PathParam("id") long id) {
        try {
            return Response.ok(service.get(id)).build();
        } catch (NotFoundException e) {
            return Response.status(Response.Status.NOT_FOUND).entity(new ErrorDto("no order " + id)).build();
        } catch (Exception e) {
            log.error("get", e);
            return Response.serverError().entity(new ErrorDto("internal error")).build();
        }
    }

    @POST
    public Response create(OrderDto dto) {
        try {
            return Response.status(201).entity(service.create(dto)).build();
        } catch (Exception e) {
            return Response.status(Response.Status.INTERNAL_SERVER_ERROR).entity("Error: " + e.getMessage()).build();  // <-- here
        }
    }
}

class ReportServlet extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest req, HttpServletResponse resp) throws IOException {
        try {
            write(resp);
        } catch (SQLException e) {
            resp.setStatus(500);
            resp.getWriter().println("Database error: " + e.getMessage());  // <-- here
        }
    }

    @Override
    protected void doPost(HttpServletRequest req, HttpServletResponse resp) throws IOException {
        try {
            write(resp);
        } catch (SQLException e) {
            log("report", e);
            resp.getWriter().println("{\"error\": \"report failed\"}");  // <-- here
        }
    }
}

@RestController
class Health {
    @GetMapping("/health")
    public ResponseEntity<Map<String, Object>> health() {
        try {
            db.ping();
            return ResponseEntity.ok(Map.of("status", "UP"));
        } catch (Exception e) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(Map.of("status", "DOWN"));
        }
    }

    @PostMapping("/import")
    public ResponseEntity<ImportResult> importAll(@RequestBody List<Row> rows) {
        List<String> errors = new ArrayList<>();
        for (Row row : rows) {
            try {
                service.load(row);
            } catch (RowException e) {
                errors.add(e.getMessage());
            }
        }
        return ResponseEntity.ok(new ImportResult(rows.size(), errors));
    }
}
