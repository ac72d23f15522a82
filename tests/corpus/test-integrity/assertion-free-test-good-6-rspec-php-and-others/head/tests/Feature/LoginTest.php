<?php

it('shows the form', function () {
    $this->get('/login')->assertOk();
});

it('refuses strangers', function () {
    expect(login('x', 'y'))->toBeFalse();
});
