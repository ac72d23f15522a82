CREATE TABLE recipe_ingredients (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    amount double precision NOT NULL,
    unit text NOT NULL
);
CREATE TABLE readings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    value double precision NOT NULL,
    total_distance double precision,
    cost_factor real
);
