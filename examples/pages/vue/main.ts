import { VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import Page from './Page.vue';
import { queryClient } from './temporal.js';

createApp(Page).use(VueQueryPlugin, { queryClient }).mount('#page');
