describe('echo page', () => {
  it('shows the text', () => {
    cy.visit('/echo');
    cy.findByLabelText('Text').type('hi{enter}');
    cy.contains('[data-test=answer]', 'hi').should('be.visible');
  });
});
