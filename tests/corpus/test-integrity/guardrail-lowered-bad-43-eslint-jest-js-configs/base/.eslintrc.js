const OFF = 'off';

module.exports = {
  extends: ['airbnb', 'plugin:security/recommended'],
  rules: {
    'security/detect-child-process': 'error',
    'no-await-in-loop': 2,
    'max-lines-per-function': ['error', { max: 60, skipComments: true }],
    'no-param-reassign': ['error', { props: true }],
  },
};
