const OFF = 'off';

module.exports = {
  extends: ['airbnb'],
  rules: {
    'security/detect-child-process': OFF,
    'no-await-in-loop': 1,
    'max-lines-per-function': ['error', { max: 250, skipComments: true }],
    'no-param-reassign': ['error', { props: true }],
  },
};
