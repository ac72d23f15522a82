export default { dialect: 'sqlite' };
