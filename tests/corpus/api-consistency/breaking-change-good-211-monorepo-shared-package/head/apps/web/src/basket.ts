import { sum, type Money } from '@shop/shared';

export const total = (items: Money[]): Money => sum(items, 'EUR');
