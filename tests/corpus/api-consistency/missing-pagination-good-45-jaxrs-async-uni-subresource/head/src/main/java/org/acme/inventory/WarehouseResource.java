package org.acme.inventory;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.*;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

@Path("/warehouses")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class WarehouseResource {

    @Inject
    WarehouseRepository repository;

    @GET
    public List<Warehouse> list(@QueryParam("page") @DefaultValue("0") int page,
                         @QueryParam("size") @DefaultValue("20") int size) {
        return repository.findAll().page(page, size).list();
    }

    @GET
    @Path("/{id}")
    public Response get(@PathParam("id") Long id) {
        Warehouse found = repository.findById(id);
        if (found == null) {
            return Response.status(Response.Status.NOT_FOUND)
                .entity(Map.of("code", "not_found", "message", "No such warehouse")).build();
        }
        return Response.ok(found).build();
    }

    @POST
    @Transactional
    public Response create(Warehouse body) {
        repository.persist(body);
        return Response.status(Response.Status.CREATED).entity(body).build();
    }

    @DELETE
    @Path("/{id}")
    @Transactional
    public Response delete(@PathParam("id") Long id) {
        if (!repository.deleteById(id)) {
            return Response.status(Response.Status.NOT_FOUND)
                .entity(Map.of("code", "not_found", "message", "No such warehouse")).build();
        }
        return Response.noContent().build();
    }
}
