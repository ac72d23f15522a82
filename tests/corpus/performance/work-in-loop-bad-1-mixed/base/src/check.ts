import Ajv from 'ajv';
import schema from './order.schema.json';
