namespace Rota.Shop.Transfer.Pictures;

/// <summary>What stands on every page of a line: its style, its controls, its script.</summary>
internal static class LinePageScript
{
    public const string Style = """

        :root{--ink:#1c2430;--soft:#667084;--paper:#fbfcfd;--card:#ffffff;--edge:#d9dee6;--rail:#c3cad5;--accent:#2f6fde;--stop:#d64545;color-scheme:light dark}
        @media (prefers-color-scheme:dark){:root{--ink:#e7ebf2;--soft:#97a2b4;--paper:#12161c;--card:#1a2029;--edge:#303a48;--rail:#3c4757;--accent:#6ea0ff;--stop:#ff7b7b}}
        body{font:15px/1.45 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:24px auto;max-width:1240px;padding:0 16px}
        h1{font-size:22px;margin:0}.sub{color:var(--soft);margin:2px 0 14px}
        .bar{display:flex;gap:10px;align-items:center;margin:10px 0}.bar input[type=range]{flex:1}
        button,select{font:inherit;color:inherit;background:var(--card);border:1px solid var(--edge);border-radius:6px;padding:4px 12px}
        button:focus-visible,select:focus-visible,input:focus-visible{outline:2px solid var(--accent)}
        .clock{font-variant-numeric:tabular-nums;min-width:9em;text-align:right}
        svg,canvas{display:block;width:100%;background:var(--card);border:1px solid var(--edge);border-radius:8px}
        svg text{fill:var(--ink);font:12px system-ui,sans-serif}svg .soft{fill:var(--soft)}
        canvas{margin-top:12px}table{border-collapse:collapse;margin:18px 0;width:100%}th,td{text-align:right;padding:3px 10px;border-bottom:1px solid var(--edge)}th:first-child,td:first-child{text-align:left}th{color:var(--soft);font-weight:500}

        """;

    public const string Body = """
        <svg id="line" role="img" aria-label="the line"></svg>
        <div class="bar"><button id="play">Play</button><select id="speed" aria-label="speed"><option value="5">5x</option><option value="20" selected>20x</option><option value="60">60x</option><option value="200">200x</option></select><input id="time" type="range" min="0" value="0" step="0.1" aria-label="time"><span class="clock" id="clock"></span></div>
        <canvas id="gantt" aria-label="Gantt chart of robots and stations"></canvas>
        <p class="sub">Space plays and stops, arrow keys step by ten seconds; click the chart to go there. Robots: light moves empty, colour carries, grey waits. Stations: colour works, pale holds a finished plate, red is stopped.</p>

        """;

    public const string Code = """

        const D=JSON.parse(document.getElementById('data').textContent),NS='http://www.w3.org/2000/svg',svg=document.getElementById('line');
        const hue=p=>(p*137.508)%360,tone=(p,a=1)=>`hsl(${hue(p)} 62% 52% / ${a})`;
        const el=(n,a,to=svg)=>{const e=document.createElementNS(NS,n);for(const k in a)e.setAttribute(k,a[k]);to.appendChild(e);return e};
        // Stations in columns by x; those that share an x stand above each other; the rail runs below.
        const xs=[...new Set(D.stations.map(s=>s.x))].sort((a,b)=>a-b),rows={};let most=1;
        D.stations.forEach((s,i)=>{const r=rows[s.x]=rows[s.x]||[];s.row=r.length;r.push(i);most=Math.max(most,r.length)});
        const W=1200,H=120+most*74,step=(W-60)/xs.length,bw=Math.min(110,step-12),rail=H-62;
        svg.setAttribute('viewBox',`0 0 ${W} ${H}`);
        D.stations.forEach(s=>{s.cx=30+step*(xs.indexOf(s.x)+.5);s.cy=46+(most-1-s.row)*74});
        el('line',{x1:20,x2:W-20,y1:rail,y2:rail,stroke:'var(--rail)','stroke-width':6,'stroke-linecap':'round'});
        D.stations.forEach(s=>{
          s.box=el('rect',{x:s.cx-bw/2,y:s.cy-24,width:bw,height:48,rx:7,fill:'none',stroke:'var(--edge)','stroke-width':2});
          if(s.kind==='input'||s.kind==='output')s.box.setAttribute('stroke-dasharray','5 4');
          const t=el('text',{x:s.cx,y:s.cy+38,'text-anchor':'middle'});t.textContent=s.name;
          s.plates=[];for(let k=0;k<s.slots;k++){const w=Math.min(34,(bw-10)/s.slots-3);s.plates.push({r:el('rect',{x:s.cx-s.slots*(w+3)/2+k*(w+3),y:s.cy-15,width:w,height:30,rx:4,visibility:'hidden'}),b:el('rect',{x:s.cx-s.slots*(w+3)/2+k*(w+3),y:s.cy+10,width:w,height:5,fill:'var(--ink)',visibility:'hidden'}),w,t:el('text',{x:s.cx-s.slots*(w+3)/2+k*(w+3)+w/2,y:s.cy+4,'text-anchor':'middle',visibility:'hidden'})})}
          s.note=el('text',{x:s.cx,y:s.cy-30,'text-anchor':'middle',class:'soft'});
        });
        D.robots.forEach((r,i)=>{
          r.g=el('g',{});el('rect',{x:-26,y:-9,width:52,height:18,rx:6,fill:'var(--card)',stroke:'var(--accent)','stroke-width':2},r.g);
          r.arm=el('line',{x1:0,x2:0,y1:-9,y2:-20,stroke:'var(--accent)','stroke-width':3},r.g);
          r.p=el('rect',{x:-15,y:-40,width:30,height:22,rx:4,visibility:'hidden'},r.g);r.pt=el('text',{x:0,y:-25,'text-anchor':'middle',visibility:'hidden'},r.g);
          const n=el('text',{x:0,y:26,'text-anchor':'middle'},r.g);n.textContent=r.name;r.w=el('text',{x:0,y:41,'text-anchor':'middle',class:'soft'},r.g);
        });
        const words=['moves','waits','picks','carries','places','swaps','makes way'];
        const find=(a,t)=>{let l=0,h=a.length;while(l<h){const m=(l+h)>>1;a[m][0]<=t?l=m+1:h=m}return l-1};
        function draw(t){
          D.robots.forEach((r,i)=>{
            const k=find(r.acts,t),a=r.acts[k];let x=D.stations[a?a[4]:r.home].cx,held=a?a[6]:-1,word='stands',lift=0;
            if(a&&t<a[1]){const f=(t-a[0])/Math.max(1e-9,a[1]-a[0]),e=f*f*(3-2*f);x=D.stations[a[3]].cx+(D.stations[a[4]].cx-D.stations[a[3]].cx)*e;held=f<.5?a[5]:a[6];word=words[a[2]];
              if(a[2]===2||a[2]===4||a[2]===5){const y=D.stations[a[3]].cy;lift=(rail-20-y-30)*(1-Math.abs(2*f-1))}}
            const y=rail+(D.robots.length>1&&D.robots.length<3?0:0);r.g.setAttribute('transform',`translate(${x} ${y})`);
            r.arm.setAttribute('y2',-20-lift);r.p.setAttribute('y',-40-lift);r.pt.setAttribute('y',-25-lift);
            const v=held>=0?'visible':'hidden';r.p.setAttribute('visibility',v);r.pt.setAttribute('visibility',v);
            if(held>=0){r.p.setAttribute('fill',tone(held));r.pt.textContent=held+1}r.w.textContent=word;
          });
          let out=0;const inside=D.stations.map(()=>[]);
          for(const y of D.stays){if(y[3]>t)break;if(y[6]>t)inside[y[2]].push(y)}
          for(const r of D.robots)for(const a of r.acts){if(a[0]>t)break;if(a[2]===4&&a[1]<=t&&D.stations[a[4]].kind==='output')out++}
          D.stations.forEach((s,i)=>{
            const stop=D.stops.some(o=>o[0]===i&&o[1]<=t&&t<o[2]);s.box.setAttribute('stroke',stop?'var(--stop)':'var(--edge)');
            s.note.textContent=stop?'stopped':s.kind==='output'?out+' out':inside[i].length>s.slots?'+'+(inside[i].length-s.slots):'';
            s.plates.forEach((p,k)=>{const y=inside[i][k],v=y?'visible':'hidden';p.r.setAttribute('visibility',v);p.b.setAttribute('visibility',v);p.t.setAttribute('visibility',v);
              if(!y)return;const f=t<y[4]?0:Math.min(1,(t-y[4])/Math.max(1e-9,y[5]-y[4]));p.r.setAttribute('fill',tone(y[0],f<1?1:.45));p.b.setAttribute('width',p.w*f);p.t.textContent=p.w>14?y[0]+1:''});
          });
          document.getElementById('clock').textContent=t.toFixed(1)+' s';gantt(t);
        }
        const cv=document.getElementById('gantt'),cx=cv.getContext('2d'),rowH=20,left=90;let span=Math.min(D.end,900);
        const lanes=[...D.robots.map(r=>({n:r.name,r})),...D.stations.map((s,i)=>({n:s.name,s:i})).filter(l=>D.stations[l.s].kind!=='input'&&D.stations[l.s].kind!=='output')];
        function from(t){return Math.max(0,Math.min(D.end-span,t-span*.4))}
        function gantt(t){
          const r=devicePixelRatio||1,w=cv.clientWidth,h=lanes.length*rowH+26;cv.style.height=h+'px';if(cv.width!==w*r||cv.height!==h*r){cv.width=w*r;cv.height=h*r}
          cx.setTransform(r,0,0,r,0,0);cx.clearRect(0,0,w,h);const st=getComputedStyle(document.body),ink=st.color,a=from(t),X=v=>left+(v-a)/span*(w-left-8);
          cx.font='12px system-ui,sans-serif';cx.textBaseline='middle';
          const bar=(y,s,e,fill)=>{if(e<a||s>a+span)return;const x0=Math.max(left,X(s)),x1=Math.min(w-8,X(e));cx.fillStyle=fill;cx.fillRect(x0,y,Math.max(.8,x1-x0-.6),rowH-5)};
          const tick=[1,2,5,10,20,50,100,200,500,1000,2000,5000].find(k=>span/k<=12)||10000;cx.fillStyle=ink;cx.globalAlpha=.6;
          for(let v=Math.ceil(a/tick)*tick;v<=a+span;v+=tick){cx.fillRect(X(v),0,.5,h-20);cx.fillText(v+' s',X(v)+3,h-10)}cx.globalAlpha=1;
          lanes.forEach((l,i)=>{const y=3+i*rowH;cx.fillStyle=ink;cx.fillText(l.n.slice(0,14),6,y+rowH/2-2);
            if(l.r){for(let k=Math.max(0,find(l.r.acts,a));k<l.r.acts.length;k++){const c=l.r.acts[k];if(c[0]>a+span)break;bar(y,c[0],c[1],c[2]===1?'hsl(0 0% 60% / .25)':c[2]===0||c[2]===6?'hsl(215 30% 60% / .55)':tone(c[7]))}}
            else{for(const o of D.stops)if(o[0]===l.s)bar(y,o[1],o[2],'hsl(0 70% 55% / .35)');for(const c of D.stays){if(c[3]>a+span)break;if(c[2]!==l.s||c[6]<a)continue;bar(y,c[4],c[5],tone(c[0]));bar(y,c[5],c[6],tone(c[0],.3));bar(y,c[3],c[4],tone(c[0],.2))}}});
          cx.fillStyle=st.getPropertyValue('--accent')||'#2f6fde';cx.fillRect(X(t)-.75,0,1.5,h-20);
        }
        const time=document.getElementById('time'),play=document.getElementById('play'),speed=document.getElementById('speed');let now=0,on=false,last=0;
        time.max=D.end;const go=t=>{now=Math.max(0,Math.min(D.end,t));time.value=now;draw(now)};
        function tick(ms){if(!on)return;go(now+(ms-last)/1000*speed.value);last=ms;if(now>=D.end)stop();else requestAnimationFrame(tick)}
        const stop=()=>{on=false;play.textContent='Play'},start=()=>{if(now>=D.end)now=0;on=true;play.textContent='Stop';last=performance.now();requestAnimationFrame(tick)};
        play.onclick=()=>on?stop():start();time.oninput=()=>go(+time.value);
        cv.onclick=e=>{const b=cv.getBoundingClientRect();go(from(now)+(e.clientX-b.left-left)/(b.width-left-8)*span)};
        addEventListener('keydown',e=>{if(e.target.tagName==='SELECT')return;if(e.key===' '){e.preventDefault();on?stop():start()}if(e.key==='ArrowRight')go(now+10);if(e.key==='ArrowLeft')go(now-10)});
        addEventListener('resize',()=>draw(now));const at=/[#&]t=([\d.]+)/.exec(location.hash);go(at?+at[1]:0);

        """;
}
